import { createRoot } from 'react-dom/client'
import 'slack-blocks-to-jsx/dist/style.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/messages.css'
import './styles/forms.css'
import './styles/picker.css'
import './styles/teams.css'
import { Page } from './page.js'

const root = document.getElementById('page')
if (root) createRoot(root).render(<Page />)
